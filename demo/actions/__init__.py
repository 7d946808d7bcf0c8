"""The writes of this room: invented rows, through other rooms' actions, and rows for measurements in bulk."""
