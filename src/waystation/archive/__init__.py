"""Footage and testimony: what was taken in, who held it, who may see it, and what is told of it. Values in and out."""
