"""Orders, and who packed them."""
