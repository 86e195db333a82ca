"""Forms that units fill in 【填报表】, and reading the returned forms into reports."""
