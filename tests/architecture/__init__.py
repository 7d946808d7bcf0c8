"""Tests about the code itself: layers, imports, access rules, wording."""
