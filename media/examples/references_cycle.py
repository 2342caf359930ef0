"""Two objects that hold each other outlive their names until the collector runs. Watch `node`."""
import gc


class Node:
    def __init__(self):
        self.other = None


gc.disable()
node = Node()
mate = Node()
node.other = mate
mate.other = node
del mate
del node
print("no name is left, and nothing was freed")
print("found by the collector:", gc.collect())
print("now they are")
