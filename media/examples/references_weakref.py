"""A weak reference looks at an object without holding it. Watch `picture`."""
import weakref


class Picture:
    pass


picture = Picture()
look = weakref.ref(picture)
strong = look()
del strong
print("alive:", look() is not None)
del picture
print("alive:", look() is not None)
