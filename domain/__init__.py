"""The trade itself: deadlines, measures, people, reminders. No clock, no I/O, no async."""
