"""The safest course: a world and beliefs become a decision problem, its policy becomes a plan with its reasons."""
