"""Reports: the ground all of them stand on, and a folder for each."""
