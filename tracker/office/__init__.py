"""The office: units and what they are called, groups, people, programmes, and who may do what in them."""
