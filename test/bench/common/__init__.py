"""What the benches in Python share."""
