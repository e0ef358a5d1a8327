"""What can be typed after ``vsrok``."""
