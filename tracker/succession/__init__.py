"""Units merge, split, are renamed and end; people leave and hand over: what moves, what stays."""
