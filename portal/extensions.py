"""The extensions, bare; `create_app` binds them."""

from flask_compress import Compress
from flask_htmx import HTMX
from flask_login import LoginManager
from flask_wtf import CSRFProtect

compress = Compress()
csrf = CSRFProtect()
htmx = HTMX()
login_manager = LoginManager()
