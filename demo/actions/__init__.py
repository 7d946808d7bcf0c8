"""Create demonstration rows through the other apps' actions, and benchmark rows in bulk."""
