"""One function for each thing that a coordinator does; the only place that joins the parts."""
