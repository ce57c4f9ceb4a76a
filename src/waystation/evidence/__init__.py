"""What the world and its records make us believe: intervals, trust, hazards, rivers."""
