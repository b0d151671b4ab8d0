"""What goes out of the house: pages and documents."""
