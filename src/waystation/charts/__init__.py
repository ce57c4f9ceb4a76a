"""Red lines on grey and black: drawing maps as PNG, SVG and pages, from plain values that are already worded."""
