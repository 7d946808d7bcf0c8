"""Allow ZIP files, which hold files with the list of what they are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exports', '0003_word_the_fields_plainly'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='export',
            name='export_format_is_known',
        ),
        migrations.AlterField(
            model_name='export',
            name='format',
            field=models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel workbook'), ('zip', 'ZIP file')], max_length=4),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx', 'zip'])), name='export_format_is_known'),
        ),
    ]
