"""Codes and figures into sentences and tables for people, and into JSON for machines."""
