"""The journey as it happens: where they are, what next, what is late, what each person is told. Values in and out."""
