"""Commands that guide a journey while it runs."""
