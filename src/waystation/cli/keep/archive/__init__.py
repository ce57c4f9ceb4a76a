"""`waystation archive` and `waystation story`: footage and testimony, and what is told of them."""
