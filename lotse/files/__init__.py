"""What people hand in as files (Ablage): photos and documents, kept safely and given back safely.

`keep(upload)` looks at the content, not at the name; pictures are written anew without what the camera
knew about place and person; documents stay byte for byte. Names on the disk are ours alone. What is
given back always comes as an attachment that no browser opens or runs.
"""
