"""Containers hold references too. Watch `token`."""


class Box:
    pass


token = {"id": 7}
shelf = []
shelf.append(token)
shelf.append(token)
prices = {"token": token}
box = Box()
box.content = token
pair = (token, 1)
shelf.pop()
del prices["token"]
box.content = None
del pair
shelf.clear()
print("one name left:", token)
