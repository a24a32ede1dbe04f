"""`python app.py` runs the portal with its demo; `python app.py --help` lists the rest."""

from portal import create_app
from portal.cli import main
from portal.config import Config

app = create_app(Config.from_env())

if __name__ == "__main__":
    main(app)
