"""The whole plan: its heading, its rows read as measures, and the doubts that only all rows together raise."""
