"""What companies said they would do, held against what they did."""
