#include "config.h"

#include "api/catalogue.h"

#include "api/names.h"

const struct operation *
catalogue_find(const struct catalogue *catalogue, struct span id)
{
    for (unsigned i = 0; i < catalogue->count; i++) {
        if (span_is(id, catalogue->operations[i].id))
            return &catalogue->operations[i];
    }
    return NULL;
}

const struct operation *
catalogue_nearest(const struct catalogue *catalogue, struct span id)
{
    struct nearest nearest = {0};
    for (unsigned i = 0; i < catalogue->count; i++)
        nearest_offer(&nearest, id, span_of(catalogue->operations[i].id), i);
    enum likeness likeness = nearest.nearness.likeness;
    bool meant = likeness >= LIKE_NEAR || (likeness == LIKE_PART && nearest.alone);
    return meant ? &catalogue->operations[nearest.index] : NULL;
}

static const char *const product_names[] = {
    [PRODUCT_MDE] = "mde",
    [PRODUCT_XDR] = "xdr",
    [PRODUCT_GRAPH] = "graph",
    [PRODUCT_OTHER] = "other",
};
static const char *const product_titles[] = {
    [PRODUCT_MDE] = "Defender for Endpoint",
    [PRODUCT_XDR] = "Defender XDR",
    [PRODUCT_GRAPH] = "Microsoft Graph",
    [PRODUCT_OTHER] = "Other",
};
static const char *const effect_names[] = {
    [EFFECT_READ] = "read",
    [EFFECT_CHANGE] = "change",
    [EFFECT_DESTRUCTIVE] = "destructive",
};
static const char *const type_names[] = {
    [TYPE_ANY] = "any",       [TYPE_STRING] = "string",   [TYPE_INTEGER] = "integer",
    [TYPE_NUMBER] = "number", [TYPE_BOOLEAN] = "boolean", [TYPE_OBJECT] = "object",
    [TYPE_ARRAY] = "array",
};

const char *
product_name(enum product product)
{
    return product_names[product];
}

const char *
product_title(enum product product)
{
    return product_titles[product];
}

enum product
product_named(struct span name)
{
    for (enum product product = PRODUCT_MDE; product < PRODUCT_OTHER; product++) {
        if (span_is(name, product_names[product]))
            return product;
    }
    return PRODUCT_OTHER;
}

const char *
operation_product(const struct operation *operation)
{
    if (operation->product != PRODUCT_OTHER)
        return product_title(operation->product);
    return operation->service ? operation->service : operation->source;
}

const char *
effect_name(enum effect effect)
{
    return effect_names[effect];
}

const char *
value_type_name(enum value_type type)
{
    return type_names[type];
}

const struct schema *
odata_property(const struct odata *odata, struct span name)
{
    for (unsigned i = 0; odata && i < odata->property_count; i++)
        if (span_is(name, odata->properties[i].name))
            return &odata->properties[i];
    return NULL;
}
