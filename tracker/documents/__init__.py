"""The register of official documents, their text, and the files that came with them."""
