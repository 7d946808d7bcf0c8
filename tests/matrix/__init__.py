"""The access matrix: every URL, role and method, with own and foreign rows; two oracles."""
