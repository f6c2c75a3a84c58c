namespace FlinkZk.Clusters.Model;

/// <summary>What bytes mean, or why they mean nothing: one of the two.</summary>
internal readonly record struct Decoded<T> where T : class
{
    private Decoded(T? value, FormatError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public FormatError? Error { get; }

    public static implicit operator Decoded<T>(T value) => new(value, null);

    public static implicit operator Decoded<T>(FormatError error) => new(null, error);
}
