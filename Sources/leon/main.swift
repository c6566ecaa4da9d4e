print("leon")
