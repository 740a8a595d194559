"""Pictures of rulings, for screen, paper and screen readers; presenting never decides."""
