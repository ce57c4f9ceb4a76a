"""The compiled inner loops. Only `machine_code` may be imported without paying for numba."""
