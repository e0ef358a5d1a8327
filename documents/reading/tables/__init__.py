"""Tables of cells as measures-to-be: the header, its columns, sections and their times, rows put right."""
