"""Pages on which a course is charted: missions, places, legs, the map."""
