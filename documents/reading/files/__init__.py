"""Office files as lines and tables of cells: one reader for each family of formats."""
