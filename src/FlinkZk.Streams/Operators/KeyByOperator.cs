using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Operators;

/// <summary>Gives each record its key. Whoever keeps state by key stands behind it.</summary>
/// <param name="property">The property that is the key; null = all records have one key.</param>
/// <param name="byValue">Whether text is a key by what it stands for and not as it is written: records of two inputs meet, though one of them is a text file.</param>
internal sealed class KeyByOperator(string? property, bool byValue = false) : Operator
{
    private readonly PropertyReader? _property = property is null ? null : new PropertyReader(property);

    public override void OnBatch(int input, RecordBatch batch)
    {
        if (TextColumn(batch) is >= 0 and var column)
        {
            batch.KeyColumn = column;
            Output.OnBatch(batch);
            return;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) == RecordFate.Live)
                ReadKey(batch, i);
        }

        Output.OnBatch(batch);
    }

    /// <summary>The column of the fields whose text is the key of every live record; -1 = none.</summary>
    private int TextColumn(RecordBatch batch)
    {
        if (property is null || byValue || batch.Fields is not { } fields || fields.Schema.IndexOf(property) is not (>= 0 and var column) || fields.Type(column) is not (null or FieldType.Text))
            return -1;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) == RecordFate.Live && !IsText(fields, i, column))
                return -1;
        }

        return column;
    }

    /// <summary>Of a file without types a key is what is written, be it nothing, unless its type is declared.</summary>
    private static bool IsText(FieldColumns fields, int record, int column) => fields.Kind(record, column) switch
    {
        FieldKind.Text or FieldKind.Written => true,
        FieldKind.Null => fields.IsWritten && fields.Type(column) is null,
        _ => false,
    };

    private void ReadKey(RecordBatch batch, int index)
    {
        if (_property is null)
        {
            batch.SetKey(index, Keys.Global);
            return;
        }

        try
        {
            if (!_property.TryRead(batch, index, out var value))
                batch.Fail(index, RecordErrors.MissingProperty(batch, index, _property));
            else
                SetKey(batch, index, byValue ? Meaning(value) : Written(batch, index) ?? value);
        }
        catch (RecordException e)
        {
            batch.Fail(index, RecordErrors.Unreadable(batch, index, e));
        }
    }

    // Fields that come here are typed.
    private string? Written(RecordBatch batch, int index) => batch.FieldsOf(index) is null ? _property!.WrittenIn(batch.Row(index)) : null;

    private static object? Meaning(object? value) => value is string text ? FieldConverter.Infer(text) ?? text : value;

    private void SetKey(RecordBatch batch, int index, object? value)
    {
        if (value is null)
            batch.Fail(index, RecordErrors.NullKey(batch, index, _property!.Name));
        else if (!Keys.TryNormalize(value, out var key))
            batch.Fail(index, RecordErrors.InvalidKey(batch, index, _property!.Name, value));
        else
            batch.SetKey(index, key);
    }
}
