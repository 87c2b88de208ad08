// Storefront
