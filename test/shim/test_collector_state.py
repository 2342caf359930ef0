"""How the program sets the collector is told when it changes, and left as it is."""

import unittest

from support.running import Workshop


class CollectorSettings(unittest.TestCase):
    def test_every_setting_is_told_once(self):
        workshop = Workshop(self)
        workshop.write("main.py", """\
            import gc
            gc.disable()
            gc.set_threshold(300, 5, 5)
            gc.freeze()
            gc.callbacks.append(lambda phase, info: None)
            print(gc.isenabled(), gc.get_threshold()[0], gc.get_debug())
            """)
        outcome = workshop.profiled("main.py")
        self.assertEqual(outcome.out, b"False 300 0\n")
        states = [value for name, value in outcome.recording().facts if name == "collectorState"]
        self.assertEqual((states[0]["enabled"], states[0]["callbacks"]), (True, 0))
        last = states[-1]
        self.assertEqual((last["enabled"], last["thresholds"][0], last["callbacks"]), (False, 300, 1))
        self.assertGreater(last["frozen"], states[0]["frozen"])
        for before, after in zip(states, states[1:]):
            self.assertNotEqual(dict(before, at=0), dict(after, at=0))


if __name__ == "__main__":
    unittest.main()
