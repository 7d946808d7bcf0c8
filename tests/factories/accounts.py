"""People, minimal and valid."""

import factory

from foundation.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who can sign in with ``secret-pass``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.gov")
    is_demo = True

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        """The password, hashed."""
        self.set_password(extracted or "secret-pass")
        if create:
            self.save(update_fields=["password"])
