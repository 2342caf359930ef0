"""What the shim's tests share."""
