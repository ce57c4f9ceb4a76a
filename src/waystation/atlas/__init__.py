"""The base map, and geographic, timetable, gauge and incident files in and out."""
