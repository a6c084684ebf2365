"""Intake: staff review what was read of a document, and only then does it enter the tracker."""
