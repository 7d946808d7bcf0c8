"""Tests about the house itself: floors, storeys, walls, words."""
