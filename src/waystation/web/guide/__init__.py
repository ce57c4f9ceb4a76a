"""Pages on which a journey is guided: tonight, the journey, the family."""
