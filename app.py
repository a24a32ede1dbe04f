"""`python app.py` runs the portal with its demo; `python app.py --help` lists the rest."""

from portal import create_app
from portal.cli import main, refuse
from portal.config import Config

try:
    app = create_app(Config.from_env())
except ValueError as error:
    refuse(str(error))

if __name__ == "__main__":
    main(app)
