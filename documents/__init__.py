"""Office files: reading (bytes → tables → draft roadmap) and writing (summary → pictures and documents)."""
