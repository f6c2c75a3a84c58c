using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>What a window holds of its records, and how a result comes of it.</summary>
/// <typeparam name="TIn">A record.</typeparam>
/// <typeparam name="TAcc">The contents: changed in place.</typeparam>
/// <typeparam name="TOut">A result.</typeparam>
internal abstract class WindowContents<TIn, TAcc, TOut>
    where TAcc : class
{
    /// <summary>Writes and reads the contents.</summary>
    public abstract StateSerializer<TAcc> Serializer { get; }

    /// <summary>The contents of an empty window.</summary>
    public abstract TAcc Create();

    public abstract void Add(TAcc contents, TIn value, long timestamp);

    /// <summary>Adds <paramref name="other"/>, which is not used again, to <paramref name="contents"/>.</summary>
    public abstract void Merge(TAcc contents, TAcc other);

    /// <summary>The result; contents may be evicted by it.</summary>
    public abstract TOut Fire(TAcc contents);

    /// <summary>Whether eviction has left nothing: then the window is as one that was purged.</summary>
    public virtual bool IsEmpty(TAcc contents) => false;

    /// <summary>The same of contents that may be none: a session whose contents were purged.</summary>
    public StateSerializer<TAcc?> OptionalSerializer => new(
        (writer, contents) =>
        {
            writer.Write(contents is not null);
            if (contents is not null)
                Serializer.Write(writer, contents);
        },
        reader => reader.ReadBoolean() ? Serializer.Read(reader) : null);
}
