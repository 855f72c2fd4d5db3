print("roe")
