"""Forms that units fill in 【填报表】, and what the returned ones add to the list."""
