"""Two versions side by side: for each requirement what changed, and how much of the text did."""
