"""The commands that hear: report, beliefs, why, news."""
