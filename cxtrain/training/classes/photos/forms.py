"""The shape of a picture of a class."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, StringField
from wtforms.validators import Length, ValidationError

from cxtrain.web.forms import PageForm


class PhotoForm(PageForm):
    """A picture with its caption; whoever can be recognised has agreed."""

    photo = FileField(_l("Picture"), description=_l("JPEG or PNG. Place and device are removed from it."),
                      render_kw={"accept": "image/jpeg,image/png"})
    caption = StringField(_l("Caption"), validators=[Length(max=120)])
    agreed = BooleanField(_l("Whoever can be recognised in it has agreed that it is kept in the file of the class"))

    def validate_photo(self, field: FileField) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(_("Choose a picture."))

    def validate_agreed(self, field: Field) -> None:
        """Ask for the tick: a picture without it is not kept."""
        if not field.data:
            raise ValidationError(_("Ask them first, or take a picture without faces."))
